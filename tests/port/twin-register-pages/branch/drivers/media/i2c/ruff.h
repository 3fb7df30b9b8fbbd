#define RUFF_PAGE 0
#define RUFF_GAIN 1
#define RUFF_EXPOSURE 2
#define RUFF_CLAMP 3
#define RUFF_LINES 4
#define RUFF_BLANK 5
#define RUFF_SYNC 6
#define RUFF_GO 7
struct ruff_reg { int reg, value; };
