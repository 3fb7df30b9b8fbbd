// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/pci.h>
#ifdef CONFIG_HERON_ALLOC
#include <linux/slab.h>
#endif

static int heron_probe(struct pci_dev *pdev)
{
	return heron_setup(pdev);
}
