static int probe_port(struct wader_port *port, int n)
{
	int ret;

	ret = wader_claim(port, n);
	if (ret)
		return ret;
	wader_select(port, n);
	wader_power(port, true);
	return wader_start(port);
}
