from print_shop.app import create_app

application = create_app()
