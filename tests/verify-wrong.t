# `verify` of wrong backports and with wrong reproducers, on a kernel that is a program (see
# verify-lib.sh): never proven.
. tests/lib.sh
. tests/verify-lib.sh

# Wrong backports. The probe is as wrong as they are.
planted() { # NAME SUMMARY SED-SCRIPT PRESENT [ARM]
	planted=$1
	summary=$2
	shift 2
	another "$planted"
	small
	plant "$@"
	quick 1 "$planted"
	says 'unpatched +as expected' "backport +NOT EXPECTED +both: $summary" 'verdict +not proven: both, backport: '
	recorded "$planted" <<-END
	proven false
	END
}
nothing='gives the same kernel as without it: what it changes is not compiled in this configuration$'
planted "the check in the other arm" "$nothing" \
	"$(check_in if '*pool \&\& pool_count(*pool) > 1' '*pool = NULL;')" 'pool_count(*pool) > 1' CONFIG_NUMA
planted "one too many" 'crashed 1 of 1 boots, median round 1$' \
	"$(check_in else '*pool \&\& pool_count(*pool) > 2' '*pool = NULL;')" 'pool_count(*pool) > 2'
planted "put, and not forgotten" 'crashed 1 of 1 boots, median round 1$' \
	"$(check_in else '*pool \&\& pool_count(*pool) > 1' '')" 'pool_count(*pool) > 1'
planted "no memory" 'crashed-otherwise 1 of 1 boots' \
	"$(check_in else 'true' '*pool = NULL;')" 'true'
sed -i 's/timeout = .*/timeout = 2/' "$scratch/pool-fix/fix.conf"
planted "waiting for ever" 'hung 1 of 1 boots' \
	"$(check_in else '*pool \&\& pool_count(*pool) > 1' 'for (;;);')" 'pool_count(*pool) > 1'
sed -i 's/timeout = .*/timeout = 20/' "$scratch/pool-fix/fix.conf"

# A control that does not do what it is known for.
another control
make_patch "$folder/lock.patch" "mm/pool: wait for nothing" \
	"/^#ifdef/,/^#else/s/pool_alloc_node/(void)!*pool, &/"
quick 1 "a control that is not compiled"
says "lock +NOT EXPECTED +both: $nothing" 'verdict +not proven: both, lock: expected to crash, but'
cp "$folder/fix.patch" "$folder/lock.patch"
quick 1 "a control that cures the bug"
says 'lock +NOT EXPECTED +both: survived 2 of 2 boots' 'lock +as expected +a: ' 'verdict +not proven: both, lock: '

# Wrong reproducers. PRELUDE begins each: say() with this boot's nonce, ask() for a round.
cat >prelude.c <<'END'
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *nonce = "-";

__attribute__((unused)) static void say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("stableport %s ", nonce);
	vprintf(format, args);
	printf("\n");
	fflush(stdout);
	va_end(args);
}

__attribute__((unused)) static int ask(char letter)
{
	if (write(3, &letter, 1) != 1 || read(4, &letter, 1) != 1)
		exit(1);
	return letter == '+';
}

static int init(void);

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], "nonce=", 6) == 0)
			nonce = argv[i] + 6;
	return init();
}
END
wrong() { # NAME OUTCOME-OF-THE-UNPATCHED-KERNEL OF-THE-BACKPORT, init() on standard input
	another "$1"
	small
	cat prelude.c - >"$folder/reproducer.c"
	sed -i "s/timeout = .*/timeout = ${4:-20}/" "$folder/fix.conf"
	quick 1 "$1"
	says "unpatched +(as expected|NOT EXPECTED) +both: $2" "backport +(as expected|NOT EXPECTED) +both: $3" \
		'verdict +not proven'
	recorded "$1" <<-END
	proven false
	END
}
wrong "never provokes" 'survived 2 of 2' '' <<'END'
static int init(void)
{
	say("start both");
	for (int i = 1; i <= 5; i++)
		say("round %d work %d", i, ask('n') * i);
	say("survived rounds 5 work 5");
	return ask('p');
}
END
wrong "dies before it says anything" 'not-booted 1 of 1' 'not booted' <<'END'
static int init(void)
{
	return 1;
}
END
wrong "dies by itself" 'crashed-otherwise 2 of 2' 'crashed-otherwise 1 of 1' <<'END'
static int init(void)
{
	say("start both");
	return 1;
}
END
wrong "dies by a signal" 'crashed-otherwise 2 of 2' 'crashed-otherwise 1 of 1' <<'END'
static int init(void)
{
	say("start both");
	abort();
}
END
wrong "says too early that all survived" 'crashed' '(unable|crashed)' <<'END'
static int init(void)
{
	say("start both");
	say("survived rounds 5 work 5");
	for (int i = 1; i <= 5; i++)
		say("round %d work %d", i, i * ask('b'));
	return ask('p');
}
END
wrong "says all its rounds before it does them" 'crashed-otherwise 2 of 2' '' <<'END'
static int init(void)
{
	say("start both");
	for (int i = 1; i <= 5; i++)
		say("round %d work %d", i, i);
	say("survived rounds 5 work 5");
	for (int i = 1; i <= 5; i++)
		ask('b');
	return ask('p');
}
END
wrong "leaves rounds out" 'crashed 2 of 2' 'unable 1 of 1' <<'END'
static int init(void)
{
	say("start both");
	say("round 1 work %d", ask('b'));
	say("survived rounds 5 work 5");
	return ask('p');
}
END
wrong "speaks of another boot" 'not-booted 1 of 1' 'not booted' <<'END'
static int init(void)
{
	nonce = "0123456789abcdef";
	say("start both");
	for (int i = 1; i <= 5; i++)
		say("round %d work %d", i, i);
	say("survived rounds 5 work 5");
	return ask('p');
}
END
wrong "survives in another boot" 'crashed 2 of 2' 'unable 1 of 1' <<'END'
static int init(void)
{
	say("start both");
	for (int i = 1; i <= 5; i++)
		say("round %d work %d", i, i * ask('b'));
	nonce = "0123456789abcdef";
	say("survived rounds 5 work 5");
	return ask('p');
}
END
wrong "claims rounds without work" 'unable 1 of 1' 'not booted' <<'END'
static int init(void)
{
	say("start both");
	for (int i = 1; i <= 5; i++)
		say("round %d work 0", i);
	say("survived rounds 5 work 0");
	return ask('p');
}
END
wrong "powers off without a word" 'crashed 2 of 2' 'unable 1 of 1' <<'END'
static int init(void)
{
	say("start both");
	ask('b');
	return ask('p');
}
END
wrong "waits for ever" 'hung 1 of 1' 'not booted' 2 <<'END'
static int init(void)
{
	say("start both");
	pause();
	return 0;
}
END
wrong "prints what the kernel would" '(unable|crashed-otherwise) ' '' <<'END'
static int init(void)
{
	say("start both");
	printf("kernel BUG at mm/pool.c:1!\nVM_BUG_ON_POOL(pool->index != looker.index)\n");
	fflush(stdout);
	return ask('p');
}
END
another "no reproducer"
small
echo 'int main(void) { return nothing; }' >"$folder/reproducer.c"
quick 2 "a reproducer that does not compile"
says 'reproducer.c does not compile' "error: .nothing. undeclared"

ok "nothing is left" tidy
done_testing
