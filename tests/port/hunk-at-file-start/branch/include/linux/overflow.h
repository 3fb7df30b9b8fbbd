#define array_size(a, b) ((a) * (b))
