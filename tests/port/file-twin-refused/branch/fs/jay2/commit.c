static int journal_release_page(struct page *page, struct heron_bh *bh)
{
	return heron_release(page, bh, HERON_FORCE);
}

static void journal_commit_one(struct heron_bh *bh)
{
	heron_submit(bh);
	heron_wait(bh);
}
