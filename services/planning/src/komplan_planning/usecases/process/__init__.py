"""What people may do with the process of planning: steps, calendar, paying projects."""
