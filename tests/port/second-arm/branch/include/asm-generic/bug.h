#define WARN_ON_ONCE(c)	({ !!(c); })
