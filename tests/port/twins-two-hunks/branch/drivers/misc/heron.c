static void heron_a(struct heron *hr)
{
	heron_begin(hr, 1);
	heron_mask(hr);
	heron_flush(hr);
	heron_settle(hr);
	heron_end(hr, 1);
}

static void heron_b(struct heron *hr)
{
	heron_begin(hr, 2);
	heron_mask_all(hr);
	heron_flush_now(hr);
	heron_settle(hr);
	heron_end(hr, 2);
}

static void heron_c(struct heron *hr)
{
	heron_begin(hr, 3);
	heron_mask(hr);
	heron_flush(hr);
	heron_settle(hr);
	heron_end(hr, 3);
}
