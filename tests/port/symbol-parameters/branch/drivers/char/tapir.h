void tapir_stop(struct tapir *tp);
