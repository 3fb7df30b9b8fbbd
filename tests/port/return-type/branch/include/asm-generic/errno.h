#define ERANGE 34
