"""The benchmark of validation: the same graph, the same shapes, several engines, each in a process of its own."""
