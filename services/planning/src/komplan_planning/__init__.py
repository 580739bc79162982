"""The community plan of one municipality: structure, plans and their versions, needs, members, the region's feed."""
