// SPDX-License-Identifier: GPL-2.0
#include <sound/soc.h>
#include "heron.h"

static const struct heron_mode heron_modes[] = {
	{
		.name = "playback",
		.rate = 48000,
		.width = 16,
		.channels = 2,
		.flags = HERON_STEREO,
	},
	{
		.name = "capture",
		.rate = 48000,
		.width = 16,
		.channels = 2,
		.flags = HERON_STEREO,
	},
	{
		.name = "voice",
		.rate = 16000,
		.width = 16,
		.channels = 1,
		.flags = HERON_MONO,
	},
};

static const struct reg_default heron_regs[] = {
	{ HERON_REG_POWER, 0x0000 },
	{ HERON_REG_CLOCK, 0x0010 },
	{ HERON_REG_LEFT_VOL, 0x007f },
	{ HERON_REG_RIGHT_VOL, 0x007f },
	{ HERON_REG_MUX, 0x0003 },
};

static int heron_set_left(struct heron *hr, int vol)
{
	if (vol < 0 || vol > HERON_VOL_MAX)
		return -EINVAL;
	hr->left = vol;
	return regmap_write(hr->map, HERON_REG_LEFT_VOL, vol);
}

static int heron_set_right(struct heron *hr, int vol)
{
	if (vol < 0 || vol > HERON_VOL_MAX)
		return -EINVAL;
	hr->right = vol;
	return regmap_write(hr->map, HERON_REG_RIGHT_VOL, vol);
}

static int heron_suspend(struct device *dev)
{
	struct heron *hr = dev_get_drvdata(dev);

	regcache_cache_only(hr->map, true);
	regcache_mark_dirty(hr->map);
	clk_disable_unprepare(hr->clk);
	return 0;
}

int heron_resume(struct device *dev)
{
	struct heron *hr = dev_get_drvdata(dev);
	int ret;

	ret = clk_prepare_enable(hr->clk);
	if (ret)
		return ret;
	regcache_cache_only(hr->map, false);
	ret = regcache_sync(hr->map);
	if (ret)
		clk_disable_unprepare(hr->clk);
	return ret;
}

static void heron_jack_work(struct work_struct *work)
{
	struct heron *hr = container_of(work, struct heron, jack_work);
	unsigned int val;

	if (regmap_read(hr->map, HERON_REG_JACK, &val))
		return;
	if (val & HERON_JACK_IN)
		snd_soc_jack_report(hr->jack, SND_JACK_HEADPHONE, SND_JACK_HEADPHONE);
	else
		snd_soc_jack_report(hr->jack, 0, SND_JACK_HEADPHONE);
}
