// SPDX-License-Identifier: GPL-2.0-only
/* Tapir tape changer, character device */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include "tapir.h"

static const struct pci_device_id tapir_ids[] = {
	{ PCI_DEVICE(0x1d0f, 0x0010), .driver_data = TAPIR_V1 },
	{ PCI_DEVICE(0x1d0f, 0x0011), .driver_data = TAPIR_V1 },
	{ PCI_DEVICE(0x1d0f, 0x0020), .driver_data = TAPIR_V2 },
	{ }
};
MODULE_DEVICE_TABLE(pci, tapir_ids);

static int tapir_get_slot(struct tapir *tp, void __user *argp)
{
	struct tapir_slot slot;

	if (copy_from_user(&slot, argp, sizeof(slot)))
		return -EFAULT;
	if (slot.index > tp->nr_slots)
		return -EINVAL;
	slot.state = tp->slots[slot.index].state;
	if (copy_to_user(argp, &slot, sizeof(slot)))
		return -EFAULT;
	return 0;
}

static int tapir_set_slot(struct tapir *tp, void __user *argp)
{
	struct tapir_slot slot;

	if (copy_from_user(&slot, argp, sizeof(slot)))
		return -EFAULT;
	if (slot.index > tp->nr_slots)
		return -EINVAL;
	tp->slots[slot.index].state = slot.state;
	return 0;
}

static long tapir_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tapir *tp = file->private_data;
	void __user *argp = (void __user *)arg;
	long ret;

	mutex_lock(&tp->lock);
	switch (cmd) {
	case TAPIR_GET_SLOT:
		ret = tapir_get_slot(tp, argp);
		break;
	case TAPIR_SET_SLOT:
		ret = tapir_set_slot(tp, argp);
		break;
	case TAPIR_EJECT:
		ret = tapir_command(tp, TAPIR_CMD_EJECT, arg);
		break;
	case TAPIR_LOAD:
		ret = tapir_command(tp, TAPIR_CMD_LOAD, arg);
		break;
	default:
		ret = -ENOTTY;
		break;
	}
	mutex_unlock(&tp->lock);
	return ret;
}

static int tapir_open(struct inode *inode, struct file *file)
{
	struct tapir *tp = container_of(inode->i_cdev, struct tapir, cdev);

	if (test_and_set_bit(TAPIR_BUSY, &tp->flags))
		return -EBUSY;
	file->private_data = tp;
	return nonseekable_open(inode, file);
}

static int tapir_release(struct inode *inode, struct file *file)
{
	struct tapir *tp = file->private_data;

	clear_bit(TAPIR_BUSY, &tp->flags);
	return 0;
}

static const struct file_operations tapir_fops = {
	.owner = THIS_MODULE,
	.open = tapir_open,
	.release = tapir_release,
	.unlocked_ioctl = tapir_ioctl,
	.llseek = no_llseek,
};

static int tapir_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct tapir *tp;
	int ret;

	tp = kzalloc(sizeof(*tp), GFP_KERNEL);
	if (!tp)
		return -ENOMEM;
	tp->model = id->driver_data;
	tapir_stop(tp);
	mutex_init(&tp->lock);
	ret = pci_enable_device(pdev);
	if (ret)
		goto err_free;
	ret = pci_request_regions(pdev, "tapir");
	if (ret)
		goto err_disable;
	ret = tapir_register(tp, &tapir_fops);
	if (ret)
		goto err_regions;
	pci_set_drvdata(pdev, tp);
	return 0;

err_regions:
	pci_release_regions(pdev);
err_disable:
	pci_disable_device(pdev);
err_free:
	kfree(tp);
	return ret;
}
