// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>

static int heron_probe(struct pci_dev *pdev)
{
	return heron_setup(pdev);
}
