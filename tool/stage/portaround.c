/* SPDX-License-Identifier: GPL-2.0-only */
/* portaround: csource's functions, cregion's declarations. */
#include "stage/portaround.h"

void sp_around_clear(SpAround *around)
{
	g_clear_pointer(&around->name, g_free);
}

void sp_aroundfile_clear(SpAroundFile *file)
{
	g_clear_pointer(&file->regions, sp_cregions_free);
}

gboolean sp_around_function(SpAroundFile *file, guint line, SpAround *around)
{
	const SpFunction *function = sp_csource_function_at(sp_hunkfile_source(file->file), line);

	if (!function)
		return FALSE;
	*around = (SpAround){g_strdup_printf("%s() %s", function->name, function->arm),
			     function->head, function->end + 1, TRUE};
	return TRUE;
}

gboolean sp_around_region(SpAroundFile *file, guint line, SpAround *around)
{
	const SpCRegion *region;

	if (!file->regions)
		file->regions = sp_cregions_new(file->file->text);
	region = sp_cregions_at(file->regions, line);
	if (!region)
		return FALSE;
	*around = (SpAround){g_strdup(region->name), region->line,
			     sp_cregions_behind(file->regions, region), FALSE};
	return TRUE;
}
