/* SPDX-License-Identifier: GPL-2.0 */
struct weir;
struct gauge {
	int level;
	int limit;
};
struct weir {
	struct gauge gauge;
	int flow;
	int gate;
	void *log;
};
int weir_open_gate(struct weir *weir, int gate);
int weir_shut_gate(struct weir *weir, int gate);
int weir_settle(struct weir *weir);
int weir_calm(struct weir *weir);
int weir_measure(struct weir *weir);
int weir_limit(struct weir *weir, int *limit);
int weir_check(struct weir *weir);
int weir_mark(struct weir *weir, const char *what);
int weir_attach(struct weir *weir, int (*thread)(struct weir *weir), const char *name);
int weir_fill(struct weir *weir);
int river_thread(struct weir *weir);
