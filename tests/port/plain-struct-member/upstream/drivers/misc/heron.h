struct heron_port {
	struct heron *hr;
	unsigned int number;
	bool enabled;
	bool stopped;
};
