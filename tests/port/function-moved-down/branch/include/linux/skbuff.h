bool pskb_may_pull(struct sk_buff *skb, unsigned int len);
void kfree_skb(struct sk_buff *skb);
