struct heron_port {
	struct device *dev;
	unsigned int number;
	bool enabled;
};
