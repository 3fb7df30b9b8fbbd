#ifndef _LINUX_REED_H
#define _LINUX_REED_H

enum reed_tx_state {
	REED_TX_IDLE,
	REED_TX_BUSY,
};

struct reed {
	int id;
};
#endif
