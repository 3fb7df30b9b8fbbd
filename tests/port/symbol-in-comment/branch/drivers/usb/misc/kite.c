// SPDX-License-Identifier: GPL-2.0
#include <linux/usb.h>
#include <linux/slab.h>
#include "kite.h"

static void kite_delete(struct kref *kref)
{
	struct kite *kt = container_of(kref, struct kite, kref);

	usb_put_dev(kt->udev);
	kfree(kt->buf);
	kfree(kt);
}

static void kite_read_done(struct urb *urb)
{
	struct kite *kt = urb->context;

	switch (urb->status) {
	case 0:
		kite_deliver(kt, urb->actual_length);
		break;
	case -ENOENT:
	case -ECONNRESET:
	case -ESHUTDOWN:
		return;
	default:
		dev_dbg(&kt->intf->dev, "urb status %d\n", urb->status);
		break;
	}
	usb_submit_urb(urb, GFP_ATOMIC);
}

static void kite_write_done(struct urb *urb)
{
	struct kite *kt = urb->context;

	switch (urb->status) {
	case 0:
		break;
	case -ENOENT:
	case -ECONNRESET:
	case -ESHUTDOWN:
		return;
	default:
		dev_dbg(&kt->intf->dev, "urb status %d\n", urb->status);
		break;
	}
	wake_up(&kt->wait);
}

static int kite_start(struct kite *kt)
{
	int ret;

	mutex_lock(&kt->io_mutex);
	if (!kt->intf) {
		ret = -ENODEV;
		goto unlock;
	}
	usb_fill_bulk_urb(kt->urb, kt->udev, kt->in_pipe, kt->buf, kt->size,
			  kite_read_done, kt);
	ret = usb_submit_urb(kt->urb, GFP_KERNEL);
	if (ret)
		goto unlock;
	kt->running = true;
unlock:
	mutex_unlock(&kt->io_mutex);
	return ret;
}

static int kite_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct kite *kt;
	int ret = -ENOMEM;

	kt = kzalloc(sizeof(*kt), GFP_KERNEL);
	if (!kt)
		return -ENOMEM;
	kref_init(&kt->kref);
	mutex_init(&kt->io_mutex);
	init_waitqueue_head(&kt->wait);
	kt->udev = usb_get_dev(interface_to_usbdev(intf));
	kt->intf = intf;
	kt->buf = kmalloc(KITE_BUF_SIZE, GFP_KERNEL);
	if (!kt->buf)
		goto error;
	kt->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!kt->urb)
		goto error;
	usb_set_intfdata(intf, kt);
	ret = usb_register_dev(intf, &kite_class);
	if (ret) {
		usb_set_intfdata(intf, NULL);
		goto error;
	}
	return 0;

error:
	kref_put(&kt->kref, kite_delete);
	return ret;
}

/* Once there was a kite_drain() to be called here. */
static void kite_disconnect(struct usb_interface *intf)
{
	struct kite *kt = usb_get_intfdata(intf);

	usb_set_intfdata(intf, NULL);
	usb_deregister_dev(intf, &kite_class);
	mutex_lock(&kt->io_mutex);
	kt->intf = NULL;
	mutex_unlock(&kt->io_mutex);
	kref_put(&kt->kref, kite_delete);
}
