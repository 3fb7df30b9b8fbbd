struct heron {
	unsigned int jack_mask;
};
