#define EBUSY 16
#define ENODEV 19
