"""The groups of the consultation's commands; each module of this package adds its own."""

import typer

consultation_app = typer.Typer(no_args_is_help=True, help="The written consultation: rounds, comments, settlement.")
round_app = typer.Typer(no_args_is_help=True, help="A round from its announcement to the archive.")
forms_app = typer.Typer(no_args_is_help=True, help="Paper forms with serial numbers, and what became of them.")
consultation_app.add_typer(round_app, name="round")
consultation_app.add_typer(forms_app, name="forms")
points_app = typer.Typer(no_args_is_help=True, help="The points of comments on their way to an answer.")
similar_app = typer.Typer(no_args_is_help=True, help="Points that say nearly the same.")
settle_app = typer.Typer(no_args_is_help=True, help="Answers: proposed, decided by a meeting, opened again.")
consultation_app.add_typer(points_app, name="points")
consultation_app.add_typer(similar_app, name="similar")
consultation_app.add_typer(settle_app, name="settle")
book_app = typer.Typer(no_args_is_help=True, help="The comment book: what is signed, published, kept.")
consultation_app.add_typer(book_app, name="book")
erase_app = typer.Typer(no_args_is_help=True, help="Erasing what is known about people, with proof.")
person_app = typer.Typer(no_args_is_help=True, help="What is known about one person.")
hold_app = typer.Typer(no_args_is_help=True, help="Legal holds: what may not be erased.")
consultation_app.add_typer(erase_app, name="erase")
consultation_app.add_typer(person_app, name="person")
consultation_app.add_typer(hold_app, name="hold")
