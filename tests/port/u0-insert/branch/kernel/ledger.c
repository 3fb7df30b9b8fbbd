// SPDX-License-Identifier: GPL-2.0
/* Accounts of a task's resources */
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/ledger.h>

static DEFINE_MUTEX(ledger_mutex);


struct ledger *ledger_create(struct task_struct *tsk, unsigned int nr)
{
	struct ledger *lg;

	if (nr > LEDGER_MAX)
		return ERR_PTR(-EINVAL);
	lg = kzalloc(struct_size(lg, slots, nr), GFP_KERNEL);
	if (!lg)
		return ERR_PTR(-ENOMEM);
	lg->nr = nr;
	spin_lock_init(&lg->lock);
	refcount_set(&lg->users, 1);
	lg->task = tsk;
	return lg;
}

void ledger_put(struct ledger *lg)
{
	if (refcount_dec_and_test(&lg->users)) {
		ledger_flush(lg);
		kfree(lg);
	}
}

int ledger_charge(struct ledger *lg, unsigned int slot, s64 amount)
{
	int ret = 0;

	if (slot >= lg->nr)
		return -EINVAL;
	spin_lock(&lg->lock);
	if (lg->slots[slot].used + amount > lg->slots[slot].limit)
		ret = -EDQUOT;
	else
		lg->slots[slot].used += amount;
	spin_unlock(&lg->lock);
	return ret;
}

void ledger_uncharge(struct ledger *lg, unsigned int slot, s64 amount)
{
	spin_lock(&lg->lock);
	lg->slots[slot].used -= amount;
	spin_unlock(&lg->lock);
}

int ledger_move(struct ledger *from, struct ledger *to, unsigned int slot)
{
	s64 amount;
	int ret;

	mutex_lock(&ledger_mutex);
	amount = ledger_used(from, slot);
	ret = ledger_charge(to, slot, amount);
	if (ret)
		goto out;
	ledger_uncharge(from, slot, amount);
	trace_ledger_move(from, to, amount);
out:
	mutex_unlock(&ledger_mutex);
	return ret;
}

int ledger_fork(struct task_struct *child)
{
	struct ledger *old = current->ledger;
	struct ledger *new;
	unsigned int i;

	if (!old)
		return 0;
	new = ledger_create(child, old->nr);
	if (IS_ERR(new))
		return PTR_ERR(new);
	for (i = 0; i < old->nr; i++)
		new->slots[i].limit = old->slots[i].limit;
	child->ledger = new;
	return 0;
}

SYSCALL_DEFINE2(ledger_set, unsigned int, slot, s64, limit)
{
	struct ledger *lg = current->ledger;

	if (!capable(CAP_SYS_RESOURCE))
		return -EPERM;
	if (!lg || slot >= lg->nr)
		return -EINVAL;
	spin_lock(&lg->lock);
	lg->slots[slot].limit = limit;
	spin_unlock(&lg->lock);
	return 0;
}

SYSCALL_DEFINE1(ledger_get, unsigned int, slot)
{
	struct ledger *lg = current->ledger;

	if (!lg || slot >= lg->nr)
		return -EINVAL;
	return ledger_used(lg, slot);
}
