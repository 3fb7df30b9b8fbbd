// SPDX-License-Identifier: GPL-2.0-or-later
/* Skein datagram protocol */
#include <linux/skbuff.h>
#include <linux/rculist.h>
#include <net/sock.h>
#include "skein.h"

static LIST_HEAD(skein_list);
static DEFINE_SPINLOCK(skein_lock);

static struct skein_sock *skein_lookup(struct net *net, u32 port)
{
	struct skein_sock *sk;

	list_for_each_entry_rcu(sk, &skein_list, node) {
		if (sk->port == port && net_eq(sock_net(&sk->sk), net))
			return sk;
	}
	return NULL;
}

int skein_bind(struct skein_sock *sk, u32 port)
{
	int err = 0;

	spin_lock_bh(&skein_lock);
	if (skein_lookup(sock_net(&sk->sk), port)) {
		err = -EADDRINUSE;
	} else {
		sk->port = port;
		list_add_rcu(&sk->node, &skein_list);
	}
	spin_unlock_bh(&skein_lock);
	return err;
}

void skein_unbind(struct skein_sock *sk)
{
	spin_lock_bh(&skein_lock);
	skein_del_sync(sk);
	spin_unlock_bh(&skein_lock);
	sk->port = 0;
}

int skein_rcv(struct sk_buff *skb, struct net *net)
{
	struct skein_sock *sk;
	struct skein_hdr *hdr;
	int ret = NET_RX_DROP;

	hdr = (struct skein_hdr *)skb->data;
	rcu_read_lock();
	sk = skein_lookup(net, ntohl(hdr->dport));
	if (sk && skein_queue(sk, skb) == 0)
		ret = NET_RX_SUCCESS;
	rcu_read_unlock();
	if (ret == NET_RX_DROP)
		kfree_skb(skb);
	return ret;
}

int skein_sendmsg(struct skein_sock *sk, struct msghdr *msg, size_t len)
{
	struct sk_buff *skb;
	struct skein_hdr *hdr;
	int err;

	if (len > SKEIN_MAX_LEN)
		return -EMSGSIZE;
	skb = sock_alloc_send_skb(&sk->sk, len + sizeof(*hdr), 0, &err);
	if (!skb)
		return err;
	hdr = skb_put(skb, sizeof(*hdr));
	hdr->sport = htonl(sk->port);
	hdr->dport = htonl(sk->peer);
	err = memcpy_from_msg(skb_put(skb, len), msg, len);
	if (err) {
		kfree_skb(skb);
		return err;
	}
	return skein_xmit(skb);
}

int skein_getsockopt(struct skein_sock *sk, int name, void *val, int *len)
{
	struct skein_info info;

	switch (name) {
	case SKEIN_OPT_PORT:
		return skein_put_int(val, len, sk->port);
	case SKEIN_OPT_INFO:
		info.port = sk->port;
		info.peer = sk->peer;
		return skein_put(val, len, &info, sizeof(info));
	case SKEIN_OPT_QLEN:
		return skein_put_int(val, len, sk->qlen);
	}
	return -ENOPROTOOPT;
}
