// SPDX-License-Identifier: GPL-2.0
/* Quill gigabit adapter */
#include <linux/netdevice.h>
#include <linux/etherdevice.h>
#include <linux/interrupt.h>
#include "quill.h"

static int quill_budget = 64;

static u32 quill_read(struct quill_priv *priv, unsigned int reg)
{
	return readl(priv->base + reg);
}

static void quill_write(struct quill_priv *priv, unsigned int reg, u32 val)
{
	writel(val, priv->base + reg);
}

static int quill_alloc_ring(struct quill_priv *priv, struct quill_ring *ring)
{
	size_t size = ring->count * sizeof(struct quill_desc);

	ring->desc = dma_alloc_coherent(priv->dev, size, &ring->dma, GFP_KERNEL);
	if (!ring->desc)
		return -ENOMEM;
	ring->info = kcalloc(ring->count, sizeof(*ring->info), GFP_KERNEL);
	if (!ring->info)
		return -ENOMEM;
	ring->head = 0;
	ring->tail = 0;
	return 0;
}

static void quill_free_ring(struct quill_priv *priv, struct quill_ring *ring)
{
	size_t size = ring->count * sizeof(struct quill_desc);

	kfree(ring->info);
	dma_free_coherent(priv->dev, size, ring->desc, ring->dma);
	ring->desc = NULL;
}

static void quill_clean_tx(struct quill_priv *priv)
{
	struct quill_ring *ring = &priv->tx;

	while (ring->tail != ring->head) {
		struct quill_info *info = &ring->info[ring->tail];

		if (!quill_desc_done(ring, ring->tail))
			break;
		dma_unmap_single(priv->dev, info->addr, info->len, DMA_TO_DEVICE);
		dev_kfree_skb_any(info->skb);
		info->skb = NULL;
		ring->tail = (ring->tail + 1) % ring->count;
	}
	if (netif_queue_stopped(priv->ndev))
		netif_wake_queue(priv->ndev);
}

static int quill_clean_rx(struct quill_priv *priv, int budget)
{
	struct quill_ring *ring = &priv->rx;
	int done = 0;

	while (done < budget) {
		struct quill_info *info = &ring->info[ring->head];
		unsigned int len;

		if (!quill_desc_done(ring, ring->head))
			break;
		dma_rmb();
		len = quill_desc_len(ring, ring->head);
		skb_put(info->skb, len);
		info->skb->protocol = eth_type_trans(info->skb, priv->ndev);
		netif_receive_skb(info->skb);
		info->skb = NULL;
		ring->head = (ring->head + 1) % ring->count;
		done++;
	}
	return done;
}

static int quill_poll(struct napi_struct *napi, int budget)
{
	struct quill_priv *priv = container_of(napi, struct quill_priv, napi);
	int done;

	quill_clean_tx(priv);
	done = quill_clean_rx(priv, budget);
	if (done < budget) {
		napi_complete_done(napi, done);
		quill_write(priv, QUILL_IRQ_MASK, QUILL_IRQ_ALL);
	}
	return done;
}

static irqreturn_t quill_irq(int irq, void *data)
{
	struct quill_priv *priv = data;
	u32 status = quill_read(priv, QUILL_IRQ_STATUS);

	if (!status)
		return IRQ_NONE;
	quill_write(priv, QUILL_IRQ_MASK, 0);
	if (status & QUILL_IRQ_LINK)
		schedule_work(&priv->link_work);
	napi_schedule(&priv->napi);
	return IRQ_HANDLED;
}

static int quill_open(struct net_device *ndev)
{
	struct quill_priv *priv = netdev_priv(ndev);
	int err;

	err = quill_alloc_ring(priv, &priv->rx);
	if (err)
		return err;
	err = quill_alloc_ring(priv, &priv->tx);
	if (err)
		goto free_rx;
	err = request_irq(priv->irq, quill_irq, 0, ndev->name, priv);
	if (err)
		goto free_tx;
	if (!priv->irq) {
		err = -ENXIO;
		goto free_tx;
	}
	quill_write(priv, QUILL_CTRL, QUILL_CTRL_ENABLE);
	napi_enable(&priv->napi);
	netif_start_queue(ndev);
	return 0;

free_tx:
	quill_free_ring(priv, &priv->tx);
free_rx:
	quill_free_ring(priv, &priv->rx);
	return err;
}

static int quill_stop(struct net_device *ndev)
{
	struct quill_priv *priv = netdev_priv(ndev);

	netif_stop_queue(ndev);
	quill_write(priv, QUILL_CTRL, 0);
	napi_disable(&priv->napi);
	free_irq(priv->irq, priv);
	quill_free_ring(priv, &priv->tx);
	quill_free_ring(priv, &priv->rx);
	return 0;
}
