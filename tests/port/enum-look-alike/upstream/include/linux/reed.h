#ifndef _LINUX_REED_H
#define _LINUX_REED_H

enum reed_tx_state {
	REED_TX_IDLE,
	REED_TX_BUSY,
};

enum reed_rx_state {
	REED_RX_IDLE,
	REED_RX_BUSY,
	REED_RX_ERROR,
};

struct reed {
	int id;
};
#endif
