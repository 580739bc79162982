"""The region's midterm plan (SPRSS): act 108/2006 Sb., § 95 letter d, decree 505/2006 Sb., § 39a."""
