"""A language model as a second reader: closed questions about what is in doubt, answers that the text must bear out.

``doubts`` says what is asked, ``questions`` puts it into words, ``chat_client`` and ``answer_file`` fetch and keep the
answers, ``evidence`` believes an answer or says why not, ``revise`` gives the claims after it. Nothing here is needed:
a sentence that nobody is asked about, or whose answer is void, stays as the rules left it.
"""
