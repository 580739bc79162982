"""Sources of comments: sheets and e-mails, read where they lie and sent as rows."""
