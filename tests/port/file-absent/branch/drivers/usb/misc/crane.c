#include <linux/usb.h>

static void crane_disconnect(struct usb_interface *intf)
{
	usb_set_intfdata(intf, NULL);
}
