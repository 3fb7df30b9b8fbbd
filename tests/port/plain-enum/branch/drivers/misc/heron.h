enum heron_state {
	HERON_OFF,
	HERON_RUNNING,
	HERON_STALLED,
};
