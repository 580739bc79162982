"""What planning knows of its territory: needs that were reported, surveys, SWOT, series, benefits, providers, money."""
