void tapir_trace(struct tapir *tp, unsigned int cmd);
