# a module of the collection
