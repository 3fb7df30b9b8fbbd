static int journal_release_page(struct page *page, struct heron_bh *bh)
{
	if (heron_busy(bh))
		return -EBUSY;
	heron_unlink(page, bh);
	heron_put_page(page);
	return 0;
}

static void journal_commit_one(struct heron_bh *bh)
{
	heron_submit(bh);
	heron_wait(bh);
}
