int quill_link_up(struct quill_priv *priv);
