# As the kernel's: a program goes to $(OUTPUT).
CFLAGS += -Wall -I../shared
$(OUTPUT)/%: %.c
	$(CC) $(CFLAGS) -o $@ $<
