// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/io.h>
#ifdef CONFIG_PCI
#include <linux/pci.h>
#endif
#include <linux/slab.h>

static int heron_probe(struct pci_dev *pdev)
{
	return heron_setup(pdev);
}
