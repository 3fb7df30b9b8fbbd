void usb_kill_urb(struct urb *urb);
int usb_submit_urb(struct urb *urb, gfp_t mem_flags);
