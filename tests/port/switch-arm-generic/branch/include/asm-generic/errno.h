#define EPROTO 71
