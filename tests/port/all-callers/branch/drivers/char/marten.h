void marten_kick(struct marten *m);
void marten_kick_sync(struct marten *m);
