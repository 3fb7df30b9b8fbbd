# `verify`: the changed files, each compiled alone with W=1, in the configurations of the matrix and in
# allmodconfig, on a kernel that is a program (see verify-lib.sh).
. tests/lib.sh
. tests/verify-lib.sh
mkdir controls
cp -r pool-fix controls
small

# with OPTION LINE: the right fix, and with that option a line more.
with() {
	plant "$right
/bool wait = true;/a\\
#ifdef CONFIG_$1\\
\\t$2\\
#endif" 'pool_count(*pool) > 1'
}

# first_of A B: in err the last line like A comes before the first one like B
first_of() {
	a=$(grep -n "$1" err | tail -n 1 | cut -d: -f1)
	b=$(grep -n "$2" err | head -n 1 | cut -d: -f1)
	[ -n "$a" ] && [ -n "$b" ] && [ "$a" -lt "$b" ]
}

quick 0 "a right fix"
says 'new warnings +none$' 'verdict +proven'
ok "allmodconfig is told of" grep -q 'compiling with W=1 (allmodconfig)' err
ok "all that before the first boot" first_of 'compiling with W=1' 'boot 1 of'
ok "W=1 does not come where images are made" [ -e "$(echo cache/stableport/build/*/w1/mm/pool.o)" ]
ok "what costs much is off there" grep -q '^# CONFIG_KASAN is not set' cache/stableport/build/*/objects/.config
ok "and the rest on" grep -q '^CONFIG_POOL_DEBUG=y' cache/stableport/build/*/objects/.config
recorded "all was looked at" <<'END'
warnings $
unbuilt $
broken $
END
quick 0 "once more"
ok "nothing is compiled again" not grep -q 'W=1' err

another warned
with POOL_DEBUG 'int unused;'
quick 0 "a warning that comes only with allmodconfig"
says "new warnings +allmodconfig: mm/pool.c:[0-9:]+ warning: unused variable 'unused'" 'verdict +proven'
ok "and only there" [ "$(grep -c "unused variable" out)" = 1 ]
sed '/backport: boot 1 of/q' err >before
ok "where only the patch has changed, its own configuration is before its boots" \
	grep -q 'compiling with W=1 ' before
ok "and the others are after" not grep -q 'configuring\|compiling with W=1 (allmodconfig)' before

another anew
with POOL_DEBUG 'int not_used;'
quick 0 "a changed patch, and all boots made anew" --fresh
ok "then all is compiled before the first boot" first_of 'compiling with W=1' 'boot 1 of'
rm -r cache/stableport/verify
with POOL_DEBUG 'int never_used;'
quick 0 "a changed patch, and no boots of an earlier run"
ok "then, too" first_of 'compiling with W=1' 'boot 1 of'

another broken
with POOL_DEBUG 'wait = **pool;'
rm -r cache/stableport/images
quick 1 "a backport that does not compile with allmodconfig"
ok "which is told before the first boot" first_of 'allmodconfig: mm/pool.o: mm/pool.c:[0-9]' 'boot 1 of'
says 'backport +as expected +both: survived' \
	'verdict +not proven: the backport does not compile: allmodconfig: mm/pool.o: mm/pool.c:[0-9:]+ error: '
recorded "it is no proof" <<'END'
proven false
broken allmodconfig: mm/pool.o: mm/pool.c:\d+.* error: .*
END
quick 1 "once more, out of the cache"
says 'verdict +not proven: the backport does not compile: allmodconfig: mm/pool.o: mm/pool.c'

# A control's configuration is one of those that are looked at.
folder=$scratch/controls/pool-fix
with NUMA 'wait = **pool;'
quick 1 "a backport that does not compile with NUMA"
ok "which is told before the first boot" first_of ': numa: mm/pool.o: mm/pool.c:[0-9]' 'boot 1 of'
says 'numa +as expected +a: survived' \
	'verdict +not proven: the backport does not compile: numa: mm/pool.o: mm/pool.c:[0-9:]+ error: '
recorded "it is no proof" <<'END'
proven false
broken numa: mm/pool.o: mm/pool.c:\d+.* error: .*
END
with NUMA 'int numa_unused;'
quick 0 "a warning with NUMA"
says "numa: mm/pool.c:[0-9:]+ warning: unused variable 'numa_unused'"
ok "which is told after the backport's boots, where only the patch has changed" \
	first_of 'backport: boot 1 of' ': numa: mm/pool.c:[0-9]'

# The tree's own faults are none of the backport's.
folder=$scratch/pool-fix
other=$tree
cp -r "$tree" cracked
printf '#ifdef CONFIG_POOL_DEBUG\nint pool_debug = no_such_name;\n#endif\n' >>cracked/mm/pool.c
tree=$scratch/cracked
quick 0 "a tree that does not compile with allmodconfig"
says 'new warnings +none where they compile$' 'not looked at +allmodconfig: mm/pool.o is not built there: mm/pool.c:[0-9:]+ error: .*no_such_name' 'verdict +proven'
ok "and nothing is empty" not grep -qx "" "$scratch/out"
tree=$other
rm -r cache/stableport/build cache/stableport/objects
echo "echo 'Kconfig:7: syntax error' && exit 1" >fault-allmod
quick 0 "a tree that cannot be configured so"
says 'not looked at +allmodconfig: the source cannot be configured so$' 'verdict +proven'
ok "what make said is told" grep -q 'Kconfig:7: syntax error' err
rm fault-allmod

# One hiccup says nothing for ever. What is in fault-object is done where one object is compiled alone, in
# a tree of its own, so that nothing of it is in the cache yet.
shaky() {
	cp -r "$other" "$1"
	tree=$scratch/$1
	echo "/* $1 */" >>"$tree/mm/pool.c"
	sed -i '/^mm\/pool.o:/,/^$/s/^\t@mkdir.*/&\n\t@if [ -f $(HOME)\/fault-object ]; then . $(HOME)\/fault-object; fi/' "$tree/Makefile"
}
backport='if grep -q Somebody mm/pool.c; then'
shaky noise
echo "$backport echo 'the disk made a noise'; exit 1; fi" >fault-object
quick 3 "an object fails for no known reason, with the backport alone"
says 'mm/pool.o compiles without the backport; with it, the build failed' 'the disk made a noise'
ok "no verdict" not grep -q 'verdict' out
rm fault-object
quick 0 "without that"
says 'new warnings +none$' 'verdict +proven'
shaky objtool
echo "$backport echo 'mm/pool.o: warning: objtool: it failed'; exit 1; fi" >fault-object
quick 1 "a program of the kernel's own fails, with the backport alone"
says "does not compile: fix.conf's configuration: mm/pool.o: mm/pool.o: warning: objtool: it failed"
rm fault-object
quick 0 "without that"
says 'new warnings +none$' 'verdict +proven'
shaky always
echo "echo 'mm/pool.o: warning: objtool: it failed'; exit 1" >fault-object
quick 0 "with and without the backport"
says "not looked at +fix.conf's configuration: mm/pool.o is not built there: mm/pool.o: warning: objtool: it failed" 'verdict +proven'
quick 0 "once more"
ok "that is kept" not grep -q 'W=1' err
shaky noisy
echo "echo 'the disk made a noise'; exit 1" >fault-object
quick 0 "for no known reason, with and without"
says "not looked at +fix.conf's configuration: mm/pool.o is not built there$" 'verdict +proven'
rm fault-object
quick 0 "without that"
says 'new warnings +none$' 'verdict +proven'
tree=$other

# A disk that is full says nothing of either.
rm -r cache/stableport/build cache/stableport/objects
echo "echo 'cc1: No space left on device' && exit 1" >fault-allmod
quick 3 "a full disk"
says 'no space left' && ok "no verdict" not grep -q 'verdict *proven' out
rm fault-allmod

# Kernels before 5.4 compile what no Makefile lists.
cp -r "$tree" old
sed -i 's/^VERSION = 5/VERSION = 4/; s/^PATCHLEVEL = 4/PATCHLEVEL = 9/' old/Makefile
tree=$scratch/old
quick 0 "an old kernel"
says 'new warnings +none$' 'verdict +proven'
sed -i "s,CC      mm/pool.o'$,CC      mm/other.o'," old/Makefile
quick 0 "an old kernel whose Makefile leaves the file out"
says "not looked at +fix.conf's configuration: mm/pool.o is not built there" \
	'allmodconfig: mm/pool.o is not built there' 'verdict +proven'

done_testing
