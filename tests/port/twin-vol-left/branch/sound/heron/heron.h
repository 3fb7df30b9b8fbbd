struct heron {
	bool locked;
	int left;
	int right;
};
