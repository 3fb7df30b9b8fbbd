/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Versions and ranges, configuration files with their line numbers, files that appear whole, locks,
 * and text made fit for a terminal.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include <git2.h>
#include <glib/gstdio.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/kver.h"

typedef struct {
	char *dir;
} Fixture;

static void set_up(Fixture *f, gconstpointer data)
{
	(void)data;
	f->dir = g_dir_make_tmp("test-base-XXXXXX", NULL);
	g_assert_nonnull(f->dir);
}

static void tear_down(Fixture *f, gconstpointer data)
{
	(void)data;
	g_assert_true(sp_fs_remove(f->dir, NULL));
	g_assert_false(g_file_test(f->dir, G_FILE_TEST_EXISTS));
	g_free(f->dir);
}

static char *in_dir(Fixture *f, const char *name)
{
	return g_build_filename(f->dir, name, NULL);
}

static void put(Fixture *f, const char *name, const char *text)
{
	g_autofree char *path = in_dir(f, name);

	g_assert_true(sp_fs_write(path, text, strlen(text), NULL));
}

static char *get(Fixture *f, const char *name)
{
	g_autofree char *path = in_dir(f, name);
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text;
}

static void test_kver_parse(void)
{
	static const struct {
		const char *text, *expected; /* NULL: is none */
	} cases[] = {
		{"5.10.262", "5.10.262"},
		{"v4.9", "4.9.0"},
		{"5.10.262-rc1", "5.10.262"},
		{"4.9.y", "4.9.0"},
		{"6.12", "6.12.0"},
		{"0.0", "0.0.0"},
		{"5.10 ", "5.10.0"},
		{"", NULL},
		{"v", NULL},
		{"5", NULL},
		{"5.", NULL},
		{".5", NULL},
		{"5.x", NULL},
		{"linux-5.4", NULL},
		{"-5.4", NULL},
		{"V5.4", NULL},
		{"vv5.4", NULL},
		{"5..4", NULL},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		SpKver version = {7, 7, 7};
		gboolean good = sp_kver_parse(cases[i].text, &version);
		g_autofree char *string = sp_kver_string(&version);

		g_test_message("%s", cases[i].text);
		g_assert_cmpint(good, ==, cases[i].expected != NULL);
		g_assert_cmpstr(string, ==, good ? cases[i].expected : "7.7.7");
	}
}

static void test_kver_huge(void)
{
	SpKver huge, small = {6, 0, 0};

	g_assert_true(sp_kver_parse("99999999999999999999.1", &huge));
	g_assert_cmpint(sp_kver_compare(&huge, &small), >, 0);
	g_assert_cmpint(sp_kver_compare(&small, &huge), <, 0);
	g_assert_cmpint(sp_kver_compare(&small, &small), ==, 0);
}

static void test_kver_makefile(void)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"# SPDX\nVERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 262\nEXTRAVERSION =\n",
		 "5.10.262"},
		{"VERSION=4\nPATCHLEVEL=9\n", "4.9.0"},
		{"\n\nVERSION\t= 6\nPATCHLEVEL\t=\t1\nSUBLEVEL =\n", "6.1.0"},
		{"VERSION_X = 1\nVERSION = 5\nPATCHLEVEL = 4\nSUBLEVEL = 3\nVERSION = 9\n",
		 "5.4.3"},
		{"VERSION = 5\n", NULL},
		{"  VERSION = 5\n  PATCHLEVEL = 4\n", NULL},
		{"VERSION = x\nPATCHLEVEL = 4\n", NULL},
		{"all:\n\tcc x.c\n", NULL},
		{"", NULL},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		SpKver version = {0};
		gboolean good = sp_kver_from_makefile(cases[i].text, &version);
		g_autofree char *string = sp_kver_string(&version);

		g_assert_cmpint(good, ==, cases[i].expected != NULL);
		if (good)
			g_assert_cmpstr(string, ==, cases[i].expected);
	}
}

static void test_kver_ranges(void)
{
	static const struct {
		const char *range, *in, *out; /* blank-separated versions */
	} cases[] = {
		{"5.4..5.9", "5.4.0 5.4.302 5.5 5.9.16", "5.3.18 5.10.1 4.9 6.4"},
		{"..5.9", "0.1 4.4.302 5.9.99", "5.10 6.0"},
		{"5.10..", "5.10.0 5.15 6.12 99.0", "5.9.16 4.19"},
		{"5.4", "5.4.0 5.4.302", "5.3 5.5"},
		{"v4.9..v5.4", "4.9 4.14 5.4.9", "4.8 5.5"},
		{"5.4.7..5.4.9", "5.4.0 5.4.20", "5.5"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *lists[] = {cases[i].out, cases[i].in};
		SpKverRange range;

		g_assert_true(sp_kver_range_parse(cases[i].range, &range));
		for (guint k = 0; k < 2; k++) {
			g_auto(GStrv) each = g_strsplit(lists[k], " ", -1);

			for (guint n = 0; each[n]; n++) {
				SpKver version;

				g_test_message("%s in %s", each[n], cases[i].range);
				g_assert_true(sp_kver_parse(each[n], &version));
				g_assert_cmpint(sp_kver_in_range(&version, &range), ==, k);
			}
		}
	}
}

static void test_kver_no_range(void)
{
	static const char *const texts[] = {
		"",	   "..",      "x",	  "5",	       "5.4..x", "x..5.4", "5.4...5.9",
		"5.4-5.9", "5.4 5.9", "5.9..5.4", "5.4..5.9x", "5.4+",	 ">=5.4",  "5.4..5.9..5.10",
	};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		SpKverRange range;

		g_test_message("\"%s\"", texts[i]);
		g_assert_false(sp_kver_range_parse(texts[i], &range));
	}
}

static void test_conf(Fixture *f, gconstpointer data)
{
	static const char text[] = "# a = comment\n"
				   "[one]\n"
				   "\tkey = first\n"
				   "\tKey = second\n"
				   "\tkeyed = other\n"
				   "[two \"A b\"] inline = x\n"
				   "\tkey = \"quo;ted\" # comment\n"
				   "\n"
				   "[one]\n"
				   "\tkey = third\n"
				   "\tbare\n"
				   "[two \"C\"]\n"
				   "\tkey = long \\\n"
				   "line\n"
				   "[two \"A b\"]\n"
				   "\tkey = again ; \"comment\n"
				   "[Two   \"a]\\\"b\"] k = \"a\\\\\\\"b\"\n";
	static const char expected[] = "3 one//key=first\n4 one//key=second\n5 one//keyed=other\n"
				       "6 two/A b/inline=x\n7 two/A b/key=quo;ted\n"
				       "10 one//key=third\n11 one//bare=\n13 two/C/key=long line\n"
				       "16 two/A b/key=again\n"
				       "17 two/a]\"b/k=a\\\"b\n";
	g_autofree char *path = in_dir(f, "x.conf");
	g_autoptr(GPtrArray) entries = NULL;
	g_autoptr(GString) got = g_string_new(NULL);

	(void)data;
	put(f, "x.conf", text);
	entries = sp_conf_read(path, NULL);
	g_assert_nonnull(entries);
	for (guint i = 0; i < entries->len; i++) {
		const SpConfEntry *entry = entries->pdata[i];

		g_string_append_printf(got, "%u %s/%s/%s=%s\n", entry->line, entry->section,
				       entry->name, entry->key, entry->value);
	}
	g_assert_cmpstr(got->str, ==, expected);
}

static void test_conf_wrong(Fixture *f, gconstpointer data)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{"[one]\n\tkey = \"open\n\tother = \"b\"\n", "x.conf:2"},
		{"[one]\n\tkey = a \\\n\t\"open\n", "x.conf:3"},
		{"[one]\n\tkey = a\n[two\n\tkey = b\n", "x.conf:3"},
		{"[one]\n\t= value\n", "x.conf:2"},
		{"[one]\n\tk = a(b); c\n", "x.conf:2: a ';'"},
		{"[one]\n\tk = a\\q\n", "x.conf:2"},
	};
	g_autofree char *path = in_dir(f, "x.conf");
	g_autofree char *missing = in_dir(f, "missing.conf");
	g_autoptr(GError) none = NULL;

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		put(f, "x.conf", cases[i].text);
		g_assert_null(sp_conf_read(path, &error));
		g_assert_error(error, SP_ERROR, SP_ERROR_USAGE);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, cases[i].line));
	}
	g_assert_null(sp_conf_read(missing, &none));
	g_assert_error(none, SP_ERROR, SP_ERROR_USAGE);
	g_assert_nonnull(strstr(none->message, "missing.conf"));
}

static void test_write(Fixture *f, gconstpointer data)
{
	g_autofree char *path = in_dir(f, "deep/er/file");
	g_autofree char *folder = in_dir(f, "deep");
	g_autofree char *under = in_dir(f, "deep/er/file/x");
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = NULL;
	struct stat before, after;
	int fd;

	(void)data;
	put(f, "deep/er/file", "old");
	fd = g_open(path, O_RDONLY, 0);
	g_assert_cmpint(fstat(fd, &before), ==, 0);
	put(f, "deep/er/file", "new");
	g_assert_cmpint(g_stat(path, &after), ==, 0);
	g_assert_cmpuint(before.st_ino, !=,
			 after.st_ino); /* who reads the old goes on reading it */
	close(fd);
	text = get(f, "deep/er/file");
	g_assert_cmpstr(text, ==, "new");
	g_assert_false(sp_fs_write(under, "x", 1, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);
	g_assert_false(sp_fs_write(folder, "x", 1, &error)); /* a folder is not overwritten */
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_pointer(&folder, g_free);
	folder = g_path_get_dirname(path);
	dir = g_dir_open(folder, 0, NULL);
	g_assert_cmpstr(g_dir_read_name(dir), ==, "file");
	g_assert_null(g_dir_read_name(dir)); /* nothing is left over */
}

static void test_write_changed(Fixture *f, gconstpointer data)
{
	struct utimbuf then = {1000000000, 1000000000};
	g_autofree char *path = in_dir(f, "file");
	struct stat info;

	(void)data;
	put(f, "file", "text");
	g_assert_cmpint(g_utime(path, &then), ==, 0);
	g_assert_true(sp_fs_write_changed(path, "text", 4, NULL));
	g_assert_cmpint(g_stat(path, &info), ==, 0);
	g_assert_cmpint(info.st_mtime, ==, then.modtime);
	g_assert_true(sp_fs_write_changed(path, "texu", 4, NULL));
	g_assert_cmpint(g_stat(path, &info), ==, 0);
	g_assert_cmpint(info.st_mtime, !=, then.modtime);
	g_assert_true(sp_fs_write_changed(path, "tex", 3, NULL)); /* a prefix is another text */
	g_assert_cmpint(g_stat(path, &info), ==, 0);
	g_assert_cmpint(info.st_size, ==, 3);
}

static void test_replace_dir(Fixture *f, gconstpointer data)
{
	g_autofree char *target = in_dir(f, "out/target");
	g_autofree char *parent = in_dir(f, "out");
	g_autofree char *left = NULL;

	(void)data;
	for (guint round = 0; round < 3; round++) {
		g_autofree char *made = sp_fs_temp_dir(target, NULL);
		g_autofree char *name = g_strdup_printf("file%u", round);
		g_autofree char *file = g_build_filename(made, name, NULL);
		g_autoptr(GDir) dir = NULL;

		g_assert_nonnull(made);
		g_assert_nonnull(strstr(made, "/.target.tmp-"));
		g_assert_true(sp_fs_write(file, "x", 1, NULL));
		g_assert_true(sp_fs_replace_dir(made, target, NULL));
		g_assert_false(g_file_test(made, G_FILE_TEST_EXISTS));
		dir = g_dir_open(target, 0, NULL);
		g_assert_cmpstr(g_dir_read_name(dir), ==, name); /* and nothing of the old one */
		g_assert_null(g_dir_read_name(dir));
		if (round == 1) /* what a run that was killed left does not matter */
			left = sp_fs_temp_dir(target, NULL);
	}
	g_assert_true(g_file_test(left, G_FILE_TEST_IS_DIR));
	g_assert_false(sp_fs_replace_dir("/nonexistent/made", target, NULL));
	g_assert_true(g_file_test(target, G_FILE_TEST_IS_DIR));
}

static void test_remove(Fixture *f, gconstpointer data)
{
	g_autofree char *tree = in_dir(f, "tree");
	g_autofree char *outside = in_dir(f, "outside");
	g_autofree char *to_dir = in_dir(f, "tree/sub/to-dir");
	g_autofree char *dangling = in_dir(f, "tree/dangling");
	g_autofree char *link = in_dir(f, "link");
	g_autofree char *kept = NULL;

	(void)data;
	put(f, "outside/kept", "kept");
	put(f, "tree/sub/file", "x");
	g_assert_cmpint(symlink(outside, to_dir), ==, 0);
	g_assert_cmpint(symlink("/nonexistent", dangling), ==, 0);
	g_assert_cmpint(symlink(outside, link), ==, 0);
	g_assert_true(sp_fs_remove(tree, NULL));
	g_assert_false(g_file_test(tree, G_FILE_TEST_EXISTS));
	g_assert_true(sp_fs_remove(link, NULL));
	g_assert_false(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
	g_assert_true(sp_fs_remove(tree, NULL)); /* not there: no error */
	kept = get(f, "outside/kept");
	g_assert_cmpstr(kept, ==, "kept");
}

static void test_read(Fixture *f, gconstpointer data)
{
	static const struct {
		gsize limit;
		const char *tail;
	} cases[] = {
		{0, ""}, {3, "789"}, {10, "0123456789"}, {11, "0123456789"}, {999, "0123456789"}};
	g_autofree char *path = in_dir(f, "file");
	g_autofree char *missing = in_dir(f, "missing");
	g_autofree char *text = NULL;
	g_autofree char *hash = NULL;
	g_autoptr(GError) error = NULL;

	(void)data;
	put(f, "file", "0123456789");
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *tail = sp_fs_read_tail(path, cases[i].limit, NULL);

		g_assert_cmpstr(tail, ==, cases[i].tail);
	}
	hash = sp_fs_hash(path, NULL);
	g_assert_cmpstr(hash, ==,
			"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
	g_assert_null(sp_fs_read_tail(missing, 5, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);
	g_assert_null(sp_fs_read_tail(f->dir, 5, &error)); /* a folder is no log */
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);
	g_assert_null(sp_fs_hash(missing, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);
	g_assert_null(sp_fs_hash(f->dir, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
	g_clear_error(&error);
	g_assert_false(sp_fs_read(missing, &text, NULL, &error));
	g_assert_error(error, SP_ERROR, SP_ERROR_UNKNOWN);
}

/* The child asks for a lock that the parent holds, and says so when it has it. */
static void test_lock(Fixture *f, gconstpointer data)
{
	g_autofree char *path = in_dir(f, "locks/one");
	g_autoptr(SpLock) lock = NULL;
	int go[2], ready[2], status;
	char byte;
	pid_t child;

	(void)data;
	g_assert_cmpint(pipe(ready), ==, 0);
	g_assert_cmpint(pipe(go), ==, 0);
	child = fork();
	if (child == 0) {
		g_autofree char *marker = g_strconcat(path, ".released", NULL);
		SpLock *second;

		g_assert_cmpint(dup2(open("/dev/null", O_WRONLY), 2), ==, 2);
		g_assert_cmpint(read(go[0], &byte, 1), ==, 1);
		g_assert_cmpint(write(ready[1], "x", 1), ==, 1);
		second = sp_fs_lock(path, NULL);
		_exit(second && access(marker, F_OK) == 0 ? 42 : 1);
	}
	lock = sp_fs_lock(path, NULL); /* after the fork: the child must not inherit it */
	g_assert_nonnull(lock);
	g_assert_cmpint(write(go[1], "x", 1), ==, 1);
	g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
	g_usleep(100000); /* time for a child that would not wait */
	g_assert_cmpint(waitpid(child, &status, WNOHANG), ==, 0);
	put(f, "locks/one.released", "");
	g_clear_pointer(&lock, sp_fs_unlock);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 42);
	lock = sp_fs_lock(path, NULL); /* it went with the child */
	g_assert_nonnull(lock);
	close(ready[0]);
	close(ready[1]);
	close(go[0]);
	close(go[1]);
}

static void test_clean_text(void)
{
	static const struct {
		const char *text, *clean;
	} cases[] = {
		{NULL, ""},
		{"", ""},
		{"plain \xc3\xa4 text\n\tnext", "plain \xc3\xa4 text\n\tnext"},
		{"\033[31mred\033[0m", "[31mred[0m"},
		{"a\rb\bc\ad\x7f", "abcd"},
		{"C1: \xc2\x9b"
		 "2J and \xc2\x85",
		 "C1: 2J and "},
		{"bad \xff byte", "bad \xef\xbf\xbd byte"},
		{"raw C1 \x9b"
		 "2J",
		 "raw C1 \xef\xbf\xbd"
		 "2J"},
		{"cut off \xe2\x82", "cut off \xef\xbf\xbd\xef\xbf\xbd"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *clean = sp_clean_text(cases[i].text);

		g_assert_true(g_utf8_validate(clean, -1, NULL));
		g_assert_cmpstr(clean, ==, cases[i].clean);
	}
}

int main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	git_libgit2_init();
	g_test_add_func("/kver/parse", test_kver_parse);
	g_test_add_func("/kver/huge", test_kver_huge);
	g_test_add_func("/kver/makefile", test_kver_makefile);
	g_test_add_func("/kver/ranges", test_kver_ranges);
	g_test_add_func("/kver/no-range", test_kver_no_range);
#define ADD(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)
	ADD("/conf/lines", test_conf);
	ADD("/conf/wrong", test_conf_wrong);
	ADD("/fs/write", test_write);
	ADD("/fs/write-changed", test_write_changed);
	ADD("/fs/replace-dir", test_replace_dir);
	ADD("/fs/remove", test_remove);
	ADD("/fs/read", test_read);
	ADD("/fs/lock", test_lock);
	g_test_add_func("/err/clean-text", test_clean_text);
	result = g_test_run();
	git_libgit2_shutdown();
	return result;
}
