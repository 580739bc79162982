"""The closed list of reasons that an error may carry, with what each means (docs/reference/errors.md)."""

from typing import Final

REASONS: Final[dict[str, str]] = {
    # values
    "REQUIRED": "A field that must be filled is empty or missing.",
    "INVALID_VALUE": "The value has the wrong type or lies outside its bounds.",
    "CODE_FORMAT": "A code is lower-case letters, digits and single hyphens, 63 characters at most.",
    "NAME_FORMAT": "The resource name does not follow its pattern, such as `areas/*/plans/*`.",
    "UNKNOWN_CODE": "The code is in no code list, profile or plan that applies here.",
    "UNKNOWN_FIELD": "The field is not part of this record.",
    "DUPLICATE_CODE": "The same code stands twice where it must be unique.",
    "MONEY_FORMAT": "An amount has at most two decimals and no currency but Kč; nothing is rounded or guessed.",
    "MONEY_RANGE": "An amount lies outside what a plan can hold, or is negative where it may not be.",
    "PERIOD_ORDER": "A period ends before it begins.",
    "SHARES_SUM": "Shares must add up to exactly 1.",
    "SHARE_RANGE": "A share lies above 0 and not above 1, with six decimals at most.",
    "ICO_CHECKSUM": "The IČO is not eight digits with a correct check digit (modulo 11).",
    "TEXT_CONTROL": "The text holds NUL, control, bidirectional or invisible characters.",
    "TEXT_ENCODING": "The message is not well-formed, or its text is not UTF-8.",
    "TEXT_TOO_LONG": "The text is longer than the field holds.",
    "INTEGER_RANGE": "The number is larger than what the field counts can be.",
    "PAGE_TOKEN": "The page token is unknown or belongs to another query.",
    "PAGE_SIZE": "The page size is negative.",
    "MASK_PATH": "The update mask names a field that does not exist or may not be changed.",
    # structure
    "HIERARCHY_ORDER": "A level stands above a level that its common level does not allow.",
    "HIERARCHY_CYCLE": "The tree would contain a cycle.",
    "GROUP_OUTSIDE_VALIDITY": "The working group does not exist on any day of the plan's period.",
    "SUCCESSION_UNKNOWN": "A group names a predecessor that was never declared.",
    "AREA_MISMATCH": "The resource belongs to another planning area than this service serves.",
    "REFERENCE_MISSING": "The resource that is referred to does not exist.",
    "TERRITORY_LAYOUT": "The territory file lacks a column or a row contradicts another.",
    # state
    "NOT_FOUND": "There is no such resource.",
    "ALREADY_EXISTS": "A resource of this name exists already.",
    "STALE_ETAG": "The etag is not the current one: read the resource again and repeat.",
    "REQUEST_REPLAYED": "The `request_id` was used for another request.",
    "TRANSITION_NOT_ALLOWED": "The workflow does not allow this action in the present state.",
    "VERSION_FROZEN": "The plan version is published and cannot be edited.",
    "STILL_REFERRED_TO": "Other resources refer to it; remove them first.",
    "ROUND_NOT_OPEN": "The consultation round does not take comments now.",
    "ROUND_NOT_CLOSED": "Intake must end before the round is settled.",
    "POINTS_UNSETTLED": "At least one point of a comment has no settlement.",
    "JUSTIFICATION_REQUIRED": "Every settlement but a purely editorial one is justified in words.",
    "POINT_UNASSIGNED": "The point has no working group that could settle it.",
    # calls
    "UNIDENTIFIED": "The caller presented no identity, or one that cannot be verified.",
    "ROLE_REQUIRED": "The caller's roles do not allow this method.",
    "NO_POLICY": "The method has no row in the role table.",
    "DEADLINE_TOO_SHORT": "Less than 100 ms are left of the deadline.",
    "TOO_MANY_CALLS": "The service is busy: repeat after a pause.",
    "MESSAGE_TOO_LARGE": "The message is larger than this service takes.",
    "STORAGE_FULL": "The disk or database has no room left.",
    "STORAGE_UNAVAILABLE": "The database does not answer; a write may or may not have happened.",
    "STORAGE_REFUSED": "The database refused the record: it contradicts another one.",
    "PEER_UNAVAILABLE": "Another service does not answer.",
    "INTERNAL": "A fault of komplan itself; the error id is in the log.",
    # start
    "CONFIG": "The configuration is wrong; all faults are listed at once.",
    "PLUGIN": "A plugin cannot be used; the message names it.",
    "STORE_VERSION": "The database engine or its schema is not the one that this version needs.",
    # region
    "WRONG_IDENTITY": "The city's answer names another planning area than the directory does.",
    "REVISION_WENT_BACK": "The city's revision is older than the copy that the region holds.",
    "SNAPSHOT_INVALID": "The city's data break the planning model; the last good copy is kept.",
    "SNAPSHOT_TOO_LARGE": "The city's data exceed what the region takes from one city.",
}

PYDANTIC_REASONS: Final[dict[str, str]] = {
    "missing": "REQUIRED",
    "extra_forbidden": "UNKNOWN_FIELD",
    "string_too_short": "REQUIRED",
    "too_short": "REQUIRED",
    "string_too_long": "TEXT_TOO_LONG",
    "too_long": "TEXT_TOO_LONG",
}
