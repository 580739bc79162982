"""How a row of the role table is written."""


def rows(package: str, *written: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """From full method names to roles.

    A row is a service of the package, its methods, and each role that may call them. Raises ValueError when a method
    stands in two rows: nobody would see which one holds.
    """
    found: dict[str, frozenset[str]] = {}
    for service, methods, *roles in written:
        for method in methods.split():
            name = f"/{package}.{service}/{method}"
            if name in found:
                raise ValueError(f"{name} has two rows")
            found[name] = frozenset(roles)
    return found
