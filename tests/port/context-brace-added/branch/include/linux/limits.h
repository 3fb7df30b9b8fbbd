#define U16_MAX	((u16)~0U)
#define U32_MAX	((u32)~0U)
