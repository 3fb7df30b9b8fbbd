struct heron_port {
	struct heron *hr;
	bool stopped;
	unsigned int number;
	unsigned int speed;
	unsigned int mode;
	bool enabled;
};
