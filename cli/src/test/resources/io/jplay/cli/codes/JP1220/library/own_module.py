# a module of the project
