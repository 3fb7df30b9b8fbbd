struct heron_port {
	struct heron *hr;
	unsigned int number;
	unsigned int speed;
	unsigned int mode;
	bool enabled;
	bool stopped;
};
