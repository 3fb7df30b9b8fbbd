/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * boot: QEMU is started with the console going to a file, which is read along while it grows; as
 * soon as the outcome is certain QEMU is killed. Which accelerator works is tried out once.
 */
#include "stage/boot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/err.h"
#include "base/fs.h"
#include "base/progress.h"
#include "base/run.h"

#define POLL_MS 50
#define TRACE_US (500 * 1000)	   /* for the rest of a crash report */
#define POWER_OFF_US (5 * 1000000) /* from the reproducer's last word to the end of QEMU */
#define PROBE_SECONDS 20
#define PROBE_SILENCE_US (8 * 1000000) /* KVM that works shows its first line within one second */
#define CMDLINE_LIMIT 2000	       /* x86 kernels take 2048 bytes */
#define MIN_FREE (1024 * 1024)

/* One boot under way. */
typedef struct {
	const SpBootSpec *spec;
	gboolean probe; /* the start marker is all that is wanted */
	char *nonce;
	SpConsole *console;
	int fd;
	SpConsoleState state;
	gint64 since; /* monotonic, when that state began */
	gint64 heard; /* likewise, when the console last said something, or QEMU was started */
} Boot;

static void boot_clear(Boot *boot)
{
	g_free(boot->nonce);
	sp_console_free(boot->console);
	if (boot->fd >= 0)
		close(boot->fd);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Boot, boot_clear)

static char *fresh_nonce(GError **error)
{
	guint64 number;

	if (getrandom(&number, sizeof(number), 0) != sizeof(number)) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "getrandom: %s", g_strerror(errno));
		return NULL;
	}
	return g_strdup_printf("%016" G_GINT64_MODIFIER "x", number);
}

/* A value inside one of QEMU's comma-separated option lists. */
static char *escape(const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, ",", -1);

	return g_strjoinv(",,", parts);
}

/* The command line of the kernel; what stands behind "--" goes to /init. */
static char *kernel_args(const SpBootSpec *spec, const char *nonce, GError **error)
{
	g_autofree char *line = g_strdup_printf(
		"%s printk.time=1 panic=-1 -- nonce=%s rounds=%u%s%s", spec->arch->append, nonce,
		spec->rounds, spec->args && *spec->args ? " " : "", spec->args ? spec->args : "");

	if (strlen(line) <= CMDLINE_LIMIT && !strpbrk(line, "\n\""))
		return g_steal_pointer(&line);
	g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
		    "the reproducer's arguments are too long or have quotes in them: %.60s...",
		    spec->args);
	return NULL;
}

GStrv sp_boot_argv(const SpBootSpec *spec, const char *nonce, GError **error)
{
	const SpArch *arch = spec->arch;
	const char *cpu = g_str_equal(spec->accel, "kvm") ? arch->kvm_cpu : arch->cpu;
	g_autofree char *append = kernel_args(spec, nonce, error);
	g_autofree char *log = escape(spec->log);
	g_autofree char *chardev = g_strdup_printf("file,id=console,path=%s", log);
	g_autofree char *smp = g_strdup_printf("%u", MAX(spec->smp, 1));
	g_autofree char *memory = g_strdup_printf("%uM", spec->memory ? spec->memory : 256);
	g_autoptr(GStrvBuilder) argv = g_strv_builder_new();

	if (!append)
		return NULL;
	g_strv_builder_add_many(argv, arch->qemu, "-M", arch->qemu_machine, "-accel", spec->accel,
				"-cpu", cpu, "-smp", smp, "-m", memory, NULL);
	g_strv_builder_add_many(argv, "-nodefaults", "-no-user-config", "-display", "none",
				"-no-reboot", "-chardev", chardev, "-serial", "chardev:console",
				NULL);
	g_strv_builder_add_many(argv, "-kernel", spec->image, "-initrd", spec->initramfs, "-append",
				append, NULL);
	return g_strv_builder_end(argv);
}

static SpRun *start(const Boot *boot, GError **error)
{
	const SpBootSpec *spec = boot->spec;
	g_auto(GStrv) argv = sp_boot_argv(spec, boot->nonce, error);
	g_autofree char *talk = g_strconcat(spec->log, ".qemu", NULL);
	SpRunSpec run = {.argv = (const char *const *)argv, .log = talk, .timeout = spec->timeout};

	if (!argv || !sp_arch_have_qemu(spec->arch, error) || !sp_fs_remove(talk, error))
		return NULL;
	return sp_run_start(&run, error);
}

/* The console is longer than what is looked at. */
static gboolean overflows(const Boot *boot)
{
	struct stat st;

	return fstat(boot->fd, &st) == 0 && st.st_size >= SP_CONSOLE_LIMIT;
}

/* Reads what is new on the console. A guest can write faster than we read: then it is stopped
 * first.
 */
static void take(Boot *boot, gboolean running)
{
	char buffer[65536];
	gssize got;

	while (!sp_console_full(boot->console) && !(running && overflows(boot)) &&
	       (got = read(boot->fd, buffer, sizeof(buffer))) > 0) {
		sp_console_feed(boot->console, buffer, (gsize)got);
		boot->heard = g_get_monotonic_time();
	}
}

/* FALSE when QEMU need not go on. */
static gboolean follow(Boot *boot)
{
	gint64 now = g_get_monotonic_time();
	g_autofree char *detail = NULL;
	SpConsoleState state;
	guint round;

	take(boot, TRUE);
	state = sp_console_state(boot->console);
	round = sp_console_round(boot->console);
	if (state != boot->state)
		boot->since = now;
	boot->state = state;
	if (sp_console_started(boot->console))
		detail = g_strdup_printf("round %u of %u", MIN(round + 1, boot->spec->rounds),
					 boot->spec->rounds);
	if (!boot->probe)
		sp_progress_at((double)round / MAX(boot->spec->rounds, 1),
			       detail ? detail : "booting");
	if (overflows(boot))
		return FALSE;
	if (boot->probe &&
	    (sp_console_started(boot->console) || now - boot->heard > PROBE_SILENCE_US))
		return FALSE;
	if (state == SP_CONSOLE_CRASHED)
		return now - boot->since < TRACE_US;
	return state != SP_CONSOLE_SAID || now - boot->since < POWER_OFF_US;
}

/* A console that could not be written has lost what it would have shown. */
static gboolean check_disk(const char *log, GError **error)
{
	struct statvfs fs;

	if (statvfs(log, &fs) != 0 || (guint64)fs.f_bavail * fs.f_frsize >= MIN_FREE)
		return TRUE;
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN,
		    "%s: no space left for the console; free some and run again", log);
	return FALSE;
}

/* QEMU's end and its own words, without its command, belong to a boot that failed by QEMU's fault.
 */
static void add_talk(const SpBootSpec *spec, const SpRunResult *run, SpBoot *result)
{
	g_autofree char *path = g_strconcat(spec->log, ".qemu", NULL);
	g_autofree char *text = sp_fs_read_tail(path, 65536, NULL);
	const char *words = text && *text == '$' ? text + strcspn(text, "\n") : text;
	gsize length = words ? strlen(words) : 0;
	g_autofree char *clean = sp_clean_text(words ? words + length - MIN(length, 1000) : NULL);
	g_autofree char *how = sp_run_describe(run);
	g_autofree char *old = result->excerpt;

	result->excerpt = g_strdup_printf("%s: %s\n%.3000s", how, g_strstrip(clean), old);
	g_strchomp(result->excerpt);
}

/* The outcome of QEMU's end and the console. */
static SpBoot *conclude(Boot *boot, const SpRunResult *run, GError **error)
{
	gboolean ended = run->end == SP_RUN_ENDED && run->code == 0;
	gboolean failed = run->end == SP_RUN_SIGNAL || (run->end == SP_RUN_ENDED && run->code != 0);
	g_autoptr(SpBoot) result = NULL;

	take(boot, FALSE);
	result = sp_console_finish(boot->console, ended, failed);
	result->seconds = run->seconds;
	result->log = g_strdup(boot->spec->log);
	if (result->outcome == SP_BOOT_QEMU_FAILED)
		add_talk(boot->spec, run, result);
	if (sp_console_full(boot->console) && truncate(boot->spec->log, SP_CONSOLE_LIMIT) != 0)
		g_debug("%s: %s", boot->spec->log, g_strerror(errno));
	if (result->outcome != SP_BOOT_CRASHED && result->outcome != SP_BOOT_SURVIVED &&
	    !check_disk(boot->spec->log, error))
		return NULL;
	return g_steal_pointer(&result);
}

static SpBoot *run_boot(const SpBootSpec *spec, gboolean probe, GError **error)
{
	g_auto(Boot) boot = {.spec = spec, .probe = probe, .fd = -1};
	g_autoptr(SpRun) run = NULL;
	gboolean done = FALSE;

	boot.nonce = fresh_nonce(error);
	if (!boot.nonce)
		return NULL;
	boot.console = sp_console_new(boot.nonce, spec->rounds, spec->signatures, spec->others);
	/* Made by us first, so that there is something to read before QEMU opens it. */
	if (!sp_fs_write(spec->log, "", 0, error))
		return NULL;
	boot.fd = open(spec->log, O_RDONLY | O_CLOEXEC);
	if (boot.fd < 0) {
		g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "cannot read %s: %s", spec->log,
			    g_strerror(errno));
		return NULL;
	}
	run = start(&boot, error);
	if (!run)
		return NULL;
	boot.heard = g_get_monotonic_time();
	while (!done) {
		if (!sp_run_poll(run, POLL_MS, &done, error))
			return NULL;
		if (!done && !follow(&boot)) {
			sp_run_kill(run);
			done = TRUE;
		}
	}
	return conclude(&boot, sp_run_result(run), error);
}

SpBoot *sp_boot_run(const SpBootSpec *spec, GError **error)
{
	g_autoptr(SpBoot) boot = NULL;

	sp_progress_start("%s", spec->what);
	boot = run_boot(spec, FALSE, error);
	if (!boot) {
		sp_progress_end("failed");
		g_prefix_error(error, "%s: ", spec->what);
		return NULL;
	}
	switch (boot->outcome) {
	case SP_BOOT_CRASHED:
	case SP_BOOT_CRASHED_ELSE:
	case SP_BOOT_OTHER_BUG:
	case SP_BOOT_FAILED:
		sp_progress_end("%s in round %u", sp_boot_outcome_name(boot->outcome), boot->round);
		break;
	default:
		sp_progress_end("%s, %u rounds", sp_boot_outcome_name(boot->outcome), boot->round);
	}
	return g_steal_pointer(&boot);
}

char *sp_boot_qemu_version(const SpArch *arch, GError **error)
{
	const char *const argv[] = {arch->qemu, "--version", NULL};
	SpRunSpec spec = {.argv = argv, .timeout = 30};
	char *text = NULL;

	if (!sp_arch_have_qemu(arch, error) || !sp_run_output(&spec, &text, error))
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

/* Where the probe's answer for this QEMU and this run of this machine is kept. */
static char *probe_path(const SpArch *arch, const char *cache, GError **error)
{
	g_autofree char *version = sp_boot_qemu_version(arch, error);
	g_autofree char *host = NULL;
	g_autofree char *all = NULL;
	g_autofree char *hash = NULL;

	if (!version)
		return NULL;
	g_file_get_contents("/proc/sys/kernel/random/boot_id", &host, NULL, NULL);
	all = g_strdup_printf("%s\n%s\n%s", version, host ? host : "", g_get_host_name());
	hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
	hash[16] = '\0';
	return g_strdup_printf("%s/kvm-%s", cache, hash);
}

/* @why: (out): empty when KVM works; @certain: (out): whether that is KVM's doing: a kernel that
 * says something and still does not start the reproducer may have another reason not to. */
static gboolean probe_kvm(const SpArch *arch, const char *image, const char *initramfs,
			  const char *args, const char *path, char **why, gboolean *certain,
			  GError **error)
{
	g_autofree char *log = g_strconcat(path, ".log", NULL);
	SpBootSpec spec = {.arch = arch,
			   .image = image,
			   .initramfs = initramfs,
			   .args = args,
			   .rounds = 1,
			   .smp = 1,
			   .memory = 256,
			   .timeout = PROBE_SECONDS,
			   .accel = "kvm",
			   .log = log};
	g_autoptr(SpBoot) boot = NULL;

	sp_progress_start("trying out KVM");
	boot = run_boot(&spec, TRUE, error);
	if (!boot) {
		sp_progress_end("failed");
		return FALSE;
	}
	*certain = TRUE;
	if (boot->outcome == SP_BOOT_QEMU_FAILED) {
		*why = g_strdup_printf("QEMU fails with it: %s", boot->excerpt);
	} else if (boot->outcome == SP_BOOT_NOT_BOOTED || boot->outcome == SP_BOOT_FLOODED) {
		*why = g_strdup_printf("a guest does not come up with it (%s; console: %s)",
				       sp_boot_outcome_name(boot->outcome), log);
		*certain = !*boot->excerpt;
	} else {
		*why = g_strdup("");
	}
	sp_progress_end("%s", **why ? "does not work here, boots will be emulated" : "works");
	return TRUE;
}

/* @why: (out): empty when KVM works. FALSE when it could not be found out. */
static gboolean try_kvm(gboolean again, const SpArch *arch, const char *image,
			const char *initramfs, const char *args, const char *cache, char **why,
			GError **error)
{
	g_autofree char *path = NULL;
	gboolean certain;

	/* What the user can mend from one run to the next is not remembered. */
	if (!arch->native || access("/dev/kvm", R_OK | W_OK) != 0) {
		*why = arch->native ? g_strdup_printf("/dev/kvm: %s", g_strerror(errno))
				    : g_strdup_printf("its processor cannot run %s", arch->name);
		return TRUE;
	}
	path = probe_path(arch, cache, error);
	if (!path)
		return FALSE;
	if (!again && g_file_get_contents(path, why, NULL, NULL))
		return TRUE;
	return probe_kvm(arch, image, initramfs, args, path, why, &certain, error) &&
	       (!certain || sp_fs_write(path, *why, strlen(*why), error));
}

char *sp_boot_accel(const char *wish, const SpArch *arch, const char *image, const char *initramfs,
		    const char *args, const char *cache, GError **error)
{
	gboolean kvm = g_str_equal(wish, "kvm");
	g_autofree char *why = NULL;

	if (g_str_equal(wish, "tcg"))
		return g_strdup("tcg");
	if (!g_str_equal(wish, "auto") && !kvm) {
		g_set_error(error, SP_ERROR, SP_ERROR_USAGE,
			    "accelerator \"%s\": want auto, kvm or tcg", wish);
		return NULL;
	}
	if (!try_kvm(kvm, arch, image, initramfs, args, cache, &why, error))
		return NULL;
	if (!*why)
		return g_strdup("kvm");
	if (!kvm)
		return g_strdup("tcg");
	g_set_error(error, SP_ERROR, SP_ERROR_UNKNOWN, "KVM does not work on this machine: %s",
		    why);
	return NULL;
}
