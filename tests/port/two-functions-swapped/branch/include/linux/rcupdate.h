void synchronize_rcu(void);
void call_rcu(struct rcu_head *head, rcu_callback_t func);
